// For a process that is to live at another time: node --require other-clock.cjs, with JUSTERA_TEST_CLOCK_SHIFT in milliseconds. Only the
// clock that says what time it is: timers run as ever, and the database has its own.
const shift = Number(process.env.JUSTERA_TEST_CLOCK_SHIFT ?? 0);
const RealDate = Date;

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shift;
  }
};
