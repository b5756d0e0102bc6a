"""The few inputs that the method itself knows by name, in whatever pack they stand."""

HEAD_COUNT = "persons_slept_last_night"
PERSONS_PRESENT = "persons_present"
BLOCK_PERSONS = "block_persons"

ROOM_RECTANGLES = "room_rectangles"
ANNEXE_RECTANGLES = "sanitary_annexe_rectangles"

DAYS_BELOW_3_M2 = "days_below_3_m2_in_a_row"
REDUCTIONS_OCCASIONAL = "reductions_are_occasional"
REDUCTIONS_MINOR = "reductions_are_minor"
FREE_MOVEMENT = "free_movement_and_activities"
