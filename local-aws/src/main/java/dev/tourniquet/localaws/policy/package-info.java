/**
 * Evaluates IAM policy documents, for proving what a document that Tourniquet writes does. The emulator cannot: it never looks at conditions.
 *
 * <p>Strict rather than complete: what it does not know (an operator, an element, a policy variable) is an
 * {@link dev.tourniquet.localaws.policy.UnsupportedPolicyException}, never a guess.
 */
@NullMarked
package dev.tourniquet.localaws.policy;

import org.jspecify.annotations.NullMarked;
