package dev.tourniquet.proof.load;

/**
 * A finding as EventBridge delivers it.
 *
 * @param number counts the events of a run
 * @param target what it is about
 * @param acting whether it is to be contained; a sample or an archived finding is not
 */
record Event(int number, Target target, boolean acting, String body) {}
