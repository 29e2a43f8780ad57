/** The local account: what is deployed into it, who may call what in it, and how it stands at a moment. */
@NullMarked
package dev.tourniquet.replay.world;

import org.jspecify.annotations.NullMarked;
