import '../styles/beheer';
import './beheer.css';
import { focusWhatMatters } from './focus';
import { followTyping } from './preview';
import { tellWhenSeen } from './seen';

focusWhatMatters(document);
followTyping(document);
tellWhenSeen(document);
