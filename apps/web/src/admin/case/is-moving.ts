import type { SignRequestView } from '../../api/staff.js';

/** Something is going on that ends by itself within seconds. */
export function isMoving(view: Pick<SignRequestView, 'state' | 'tasks'>): boolean {
  return view.state === 'preparing' || view.state === 'completing' || view.tasks.some((task) => task.state === 'consented');
}
