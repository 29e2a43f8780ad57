package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration;

/**
 * The calls on the account's public access block, which holds in every Region. What is read is what is in effect: where a
 * policy of the organization manages the block, that policy's. The account's own is then hidden, and cannot be changed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html">PutPublicAccessBlock</a>
 */
final class AccountBlock {
    private final S3ControlClient s3control;
    private final String account;

    AccountBlock(S3ControlClient s3control, String account) {
        this.s3control = s3control;
        this.account = account;
    }

    /** What is in effect, empty where there is none. */
    Optional<Flags> block() {
        return Calls.find(
                "s3:GetAccountPublicAccessBlock", account, Set.of("NoSuchPublicAccessBlockConfiguration"), () -> {
                    PublicAccessBlockConfiguration block = s3control
                            .getPublicAccessBlock(request -> request.accountId(account))
                            .publicAccessBlockConfiguration();
                    return Flags.of(
                            block.blockPublicAcls(),
                            block.ignorePublicAcls(),
                            block.blockPublicPolicy(),
                            block.restrictPublicBuckets());
                });
    }

    void put(Flags flags) {
        change(() -> s3control.putPublicAccessBlock(request -> request.accountId(account)
                .publicAccessBlockConfiguration(block -> block.blockPublicAcls(flags.blockPublicAcls())
                        .ignorePublicAcls(flags.ignorePublicAcls())
                        .blockPublicPolicy(flags.blockPublicPolicy())
                        .restrictPublicBuckets(flags.restrictPublicBuckets()))));
    }

    /** Needs the same permission as putting it. */
    void delete() {
        change(() -> s3control.deletePublicAccessBlock(request -> request.accountId(account)));
    }

    private void change(Supplier<?> call) {
        try {
            Calls.call("s3:PutAccountPublicAccessBlock", account, call);
        } catch (CallFailed failed) {
            throw failed.kind() == CallFailed.Kind.DENIED ? perhapsManaged(failed) : failed;
        }
    }

    private static CallFailed perhapsManaged(CallFailed denied) {
        return new CallFailed(
                denied.action(),
                denied.resource(),
                denied.code()
                        + " (which is also the answer where an S3 policy of the organization manages the account's block:"
                        + " then change that policy, or detach it from the account)",
                denied.kind(),
                denied);
    }
}
