import { finalStatuses } from './state.js';
import { transitions, type Transition } from './transitions.js';

/** Mermaid source of docs/spec/sign-request-states.md, drawn from the table: the picture cannot lie. */
export function renderDiagram(): string {
  const edges = transitions.filter((transition) => transition.to.some((to) => to !== transition.from));
  const loops = transitions.filter((transition) => transition.to.includes(transition.from));
  return [
    '# States of a sign request',
    '',
    'Generated from `libs/signing-order/src/transitions.ts` by `renderDiagram()`; the spec beside it fails when this file differs.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> draft',
    ...edges.flatMap(arrows),
    ...finalStatuses.map((status) => `  ${status} --> [*]`),
    '```',
    '',
    'Commands that leave the state as it is:',
    '',
    '| state | commands |',
    '|---|---|',
    ...table(loops),
    '',
    'Every other pair of state and command is refused with `illegal-in-state`. `needsAttention` is a flag with a cause beside any state.',
    '',
  ].join('\n');
}

function arrows({ from, command, to }: Transition): readonly string[] {
  return to.filter((target) => target !== from).map((target) => `  ${from} --> ${target}: ${command}`);
}

function table(loops: readonly Transition[]): readonly string[] {
  const states = [...new Set(loops.map((loop) => loop.from))];
  return states.map((state) => {
    const commands = loops.filter((loop) => loop.from === state).map((loop) => `\`${loop.command}\``);
    return `| ${state} | ${commands.join(', ')} |`;
  });
}
