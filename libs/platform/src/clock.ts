/** Where "now" comes from. Everything that needs the time takes one of these, so that tests can hold it still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
