/** Cases and replays as HTML pages, each complete in one file. */
@NullMarked
package dev.tourniquet.replay.report;

import org.jspecify.annotations.NullMarked;
