/** What a synthesized CloudFormation template says about rules, functions, roles and what they share. */
@NullMarked
package dev.tourniquet.replay.template;

import org.jspecify.annotations.NullMarked;
