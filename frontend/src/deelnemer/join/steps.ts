/** The steps of joining after the first: fetched while somebody types the code. */
export { ChooseGroup } from './ChooseGroup';
export { ReturnForm } from './ReturnForm';
