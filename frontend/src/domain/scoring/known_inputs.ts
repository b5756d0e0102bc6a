/** The few inputs that the method itself knows by name; twin of scoring/known_inputs.py. */
export const HEAD_COUNT = 'persons_slept_last_night';
export const PERSONS_PRESENT = 'persons_present';
export const BLOCK_PERSONS = 'block_persons';

export const ROOM_RECTANGLES = 'room_rectangles';
export const ANNEXE_RECTANGLES = 'sanitary_annexe_rectangles';

export const DAYS_BELOW_3_M2 = 'days_below_3_m2_in_a_row';
export const REDUCTIONS_OCCASIONAL = 'reductions_are_occasional';
export const REDUCTIONS_MINOR = 'reductions_are_minor';
export const FREE_MOVEMENT = 'free_movement_and_activities';
