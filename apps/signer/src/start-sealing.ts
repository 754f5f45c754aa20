import { describeError } from '#platform';
import { sealLog, type LogSeal, type SignerDependencies } from '#signing';

/** Looks every minute whether the evidence log has grown, and seals it where that is due. What fails is tried again. */
export function startSealing(signer: SignerDependencies, logSeal: LogSeal | undefined, everyMilliseconds = 60_000): { close(): Promise<void> } {
  const { logger } = signer;
  if (logSeal === undefined) return { close: () => Promise.resolve() };
  let running: Promise<void> | undefined;
  const look = (): void => {
    running ??= sealLog(signer, logSeal)
      .then((outcome) => logger.debug({ outcome }, 'looked whether the evidence log is to be sealed'))
      .catch((error: unknown) => logger.error({ error: describeError(error) }, 'the evidence log was not sealed; it will be tried again'))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(look, everyMilliseconds);
  look();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
