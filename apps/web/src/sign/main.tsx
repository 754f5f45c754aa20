import { start } from '../ui/start.js';
import { SignApp } from './sign-app.js';
import './sign.css';

start(<SignApp />);
