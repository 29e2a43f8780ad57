/** Runs functions as Lambda would: invokes them asynchronously, retries, watches their calls, releases their cases. */
@NullMarked
package dev.tourniquet.replay.run;

import org.jspecify.annotations.NullMarked;
