/** The steps of joining after the first: fetched while somebody types the code, or where a link says no group. */
export { AlreadyIn } from './AlreadyIn';
export { ChooseGroup } from './ChooseGroup';
export { GroupQuestion } from './GroupQuestion';
export { ReturnForm } from './ReturnForm';
export { LanguageChoice, SPOKEN } from './LanguageChoice';
