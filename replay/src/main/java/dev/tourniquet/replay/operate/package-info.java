/** What an operator does with cases: lists, shows, approves, retries, releases; on a real account or on a local AWS. */
@NullMarked
package dev.tourniquet.replay.operate;

import org.jspecify.annotations.NullMarked;
