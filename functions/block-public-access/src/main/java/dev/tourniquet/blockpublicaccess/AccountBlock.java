package dev.tourniquet.blockpublicaccess;

import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration;

/** The calls on the account's own public access block, which holds in every Region. */
final class AccountBlock {
    private final S3ControlClient s3control;
    private final String account;

    AccountBlock(S3ControlClient s3control, String account) {
        this.s3control = s3control;
        this.account = account;
    }

    /** Empty where there is none. */
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
        Calls.call(
                "s3:PutAccountPublicAccessBlock",
                account,
                () -> s3control.putPublicAccessBlock(request -> request.accountId(account)
                        .publicAccessBlockConfiguration(block -> block.blockPublicAcls(flags.blockPublicAcls())
                                .ignorePublicAcls(flags.ignorePublicAcls())
                                .blockPublicPolicy(flags.blockPublicPolicy())
                                .restrictPublicBuckets(flags.restrictPublicBuckets()))));
    }

    /** Needs the same permission as putting it. */
    void delete() {
        Calls.call(
                "s3:PutAccountPublicAccessBlock",
                account,
                () -> s3control.deletePublicAccessBlock(request -> request.accountId(account)));
    }
}
