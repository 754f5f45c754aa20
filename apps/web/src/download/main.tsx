import { start } from '../ui/start.js';
import { DownloadApp } from './download-app.js';

start(<DownloadApp />);
