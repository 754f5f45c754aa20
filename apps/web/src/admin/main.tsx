import { start } from '../ui/start.js';
import { AdminApp } from './admin-app.js';
import './admin.css';

start(<AdminApp />);
