package dev.tourniquet.runtime;

import dev.tourniquet.ledger.Ledger.Written;
import dev.tourniquet.plan.CallFailed;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes a case and what it counts in, all or nothing, in one call.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class OpeningTransaction {
    private static final String CONDITION = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";

    private final DynamoDbClient dynamo;
    private final String table;

    OpeningTransaction(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    Written write(Put subject, List<Put> counted) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(TransactWriteItem.builder().put(subject).build());
        counted.forEach(each -> items.add(TransactWriteItem.builder().put(each).build()));
        return Calls.call("dynamodb:PutItem", table, () -> {
            try {
                dynamo.transactWriteItems(request -> request.transactItems(items));
                return Written.DONE;
            } catch (TransactionCanceledException cancelled) {
                return whatHappened(subject, cancelled.cancellationReasons(), cancelled);
            }
        });
    }

    /** Somebody else in the middle of a transaction on the same tally counts there: it is read and tried again. */
    private Written whatHappened(Put subject, List<CancellationReason> reasons, TransactionCanceledException why) {
        CancellationReason ofCase =
                reasons.isEmpty() ? CancellationReason.builder().build() : reasons.getFirst();
        if (CONDITION.equals(ofCase.code())) {
            // The answer to an earlier try of the SDK was lost: the case stands as it was to be written, and so do the
            // tallies.
            boolean own = ofCase.hasItem() && subject.item().equals(ofCase.item());
            return own ? Written.DONE : Written.CASE_CHANGED;
        }
        boolean counted =
                reasons.stream().anyMatch(reason -> CONDITION.equals(reason.code()) || CONFLICT.equals(reason.code()));
        if (counted) {
            return Written.TALLY_CHANGED;
        }
        String codes = String.join(
                ", ", reasons.stream().map(CancellationReason::code).distinct().toList());
        throw new CallFailed("dynamodb:PutItem", table, codes, CallFailed.Kind.RETRYABLE, why);
    }
}
