/** Findings of GuardDuty and Macie, read from the events that EventBridge delivers. */
@NullMarked
package dev.tourniquet.finding;

import org.jspecify.annotations.NullMarked;
