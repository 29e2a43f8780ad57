/** The flow of one event: decide, plan, write ahead, contain, verify, preserve, settle; and the release. */
@NullMarked
package dev.tourniquet.engine;

import org.jspecify.annotations.NullMarked;
