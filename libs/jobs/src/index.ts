export { enqueue, type NewJob } from './enqueue.js';
export { JobsError, type JobsErrorCode } from './jobs-error.js';
export { openQueueBackend, type QueueBackend } from './queue-backend.js';
export { payloadSchemas, queueNames, type MailKind, type Payload, type QueueName } from './queues.js';
export { startRounds, type RoundQueue, type Rounds } from './rounds.js';
export { jobOptions, startRelay, type Relay } from './relay.js';
export { startWorker, type JobContext, type RunningWorker } from './start-worker.js';
