import { start } from '../ui/start.js';
import { TrustApp } from './trust-app.js';

start(<TrustApp />);
