import '../styles/beheer';
import './beheer.css';
import { focusWhatMatters } from './focus';
import { tellWhenSeen } from './seen';

focusWhatMatters(document);
tellWhenSeen(document);
