import '../styles/beheer';
import './beheer.css';
import { focusWhatMatters } from './focus';

focusWhatMatters(document);
