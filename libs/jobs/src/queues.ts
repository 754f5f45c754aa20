import { z } from 'zod';

const uuid = z.uuid();
const ofCase = z.strictObject({ bodyId: uuid, signRequestId: uuid });

/** What each queue carries: ids only. A name, an address, a link or a code in a payload would be a leak. */
export const payloadSchemas = {
  prepare: ofCase,
  append: ofCase,
  complete: ofCase,
  mail: z.strictObject({
    bodyId: uuid,
    signRequestId: uuid,
    taskId: uuid.nullable(),
    kind: z.enum(['invitation', 'declined', 'withdrawn', 'expired', 'signed', 'completed', 'needsAttention', 'errorReported', 'errorReportAnswered']),
    rotation: z.int().min(0).optional(),
    reportId: z.uuid().optional(),
  }),
  sweep: z.strictObject({}),
} as const;

export type QueueName = keyof typeof payloadSchemas;
export type Payload<Queue extends QueueName> = z.infer<(typeof payloadSchemas)[Queue]>;
export type MailKind = Payload<'mail'>['kind'];

export const queueNames = Object.keys(payloadSchemas) as readonly QueueName[];
