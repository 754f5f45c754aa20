import { start } from '../ui/start.js';
import { ValidateApp } from './validate-app.js';
import './validate.css';

start(<ValidateApp />);
