export { describeInBoth, ValidationPool, ValidationUnavailable, type ValidationAnswer, type ValidationLimits } from './validation-pool.js';
