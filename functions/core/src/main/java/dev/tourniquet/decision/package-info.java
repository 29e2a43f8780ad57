/** Whether a finding is contained: a pure function of finding and configuration. */
@NullMarked
package dev.tourniquet.decision;

import org.jspecify.annotations.NullMarked;
