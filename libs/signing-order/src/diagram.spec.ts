import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagram } from './diagram.js';

const file = join(__dirname, '../../../docs/spec/sign-request-states.md');

// After a change of the table: UPDATE_DIAGRAM=1 npx jest libs/signing-order/src/diagram
if (process.env['UPDATE_DIAGRAM'] === '1') writeFileSync(file, renderDiagram());

it('the committed diagram is the one the table draws', () => {
  expect(readFileSync(file, 'utf8')).toBe(renderDiagram());
});
