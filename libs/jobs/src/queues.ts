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
    kind: z.enum(['invitation', 'declined', 'withdrawn', 'expired', 'signed', 'completed', 'needsAttention', 'errorReported', 'errorReportAnswered', 'reminder', 'extended', 'escalation', 'replaced', 'superseded', 'notice']),
    rotation: z.int().min(0).optional(),
    reportId: z.uuid().optional(),
    /** Mails about time carry the date, or the change of dates, that they were made for: where it is no longer so, they are not sent. */
    dueDate: z.iso.date().optional(),
    expiresAt: z.iso.datetime().optional(),
    extensionId: z.uuid().optional(),
    /** The day of a reminder: nobody gets two on one. */
    on: z.iso.date().optional(),
    stage: z.enum(['dueSoon', 'overdue', 'expired', 'adjusted', 'noticeDue']).optional(),
    to: z.enum(['sender', 'office']).optional(),
  }),
  /** What is derived from state and belongs to no case: nothing is carried. */
  sweep: z.strictObject({}),
  remind: z.strictObject({}),
  evidence: z.strictObject({}),
} as const;

export type QueueName = keyof typeof payloadSchemas;
export type Payload<Queue extends QueueName> = z.infer<(typeof payloadSchemas)[Queue]>;
export type MailKind = Payload<'mail'>['kind'];

export const queueNames = Object.keys(payloadSchemas) as readonly QueueName[];
