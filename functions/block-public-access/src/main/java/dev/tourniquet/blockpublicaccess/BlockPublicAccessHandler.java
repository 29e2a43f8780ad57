package dev.tourniquet.blockpublicaccess;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.EventEntry;
import dev.tourniquet.runtime.FunctionConfig;
import dev.tourniquet.runtime.priming.Primer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** The function {@code tourniquet-block-public-access}: takes GuardDuty and Macie findings on buckets, and commands. */
public final class BlockPublicAccessHandler implements RequestStreamHandler {
    private final EventEntry entry;

    /** As Lambda starts it. */
    public BlockPublicAccessHandler() {
        Aws aws = Aws.ofProcess();
        this(aws);
        Primer.prime(aws, BlockPublicAccessHandler.class, BlockPublicAccessHandler::new);
    }

    /** On the AWS given. */
    public BlockPublicAccessHandler(Aws aws) {
        FunctionConfig config = FunctionConfig.read(aws.environment());
        // A finding is reported in one Region, its bucket may be in another.
        S3Client s3 = aws.client(S3Client.builder().crossRegionAccessEnabled(true));
        Buckets buckets = new Buckets(s3, config.account());
        AccountBlock account = new AccountBlock(aws.client(S3ControlClient.builder()), config.account());
        entry = EventEntry.of(aws, config, new PublicAccessBlocking(config, buckets, account, aws.clock()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        entry.handle(input, output, context);
    }
}
