import { readFileSync } from 'node:fs';
import { hardenProcess } from './hardening.js';

// Hardens itself, and tells how it went and what the kernel says of it.
const hardening = hardenProcess();
const [filter, limits] = ['coredump_filter', 'limits'].map((name) => readFileSync(`/proc/self/${name}`, 'utf8'));
process.stdout.write(JSON.stringify({ hardening, filter, limits }));
