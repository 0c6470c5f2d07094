import '../styles/beheer';
import './beheer.css';
import { focusWhatMatters } from './focus';
import { followTyping } from './preview';

focusWhatMatters(document);
followTyping(document);
