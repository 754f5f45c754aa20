import { UsageError } from '../usage.js';
import { evidence } from './evidence.js';

test.each([['an option that there is not', ['verify', 'log.ndjson', '--checkpiont', 'c.json']], ['an option without its value', ['verify', 'log.ndjson', '--checkpoint']], ['no file', ['verify']]])('%s is wrong usage', async (_, args) => {
  await expect(evidence(args)).rejects.toThrow(UsageError);
});
