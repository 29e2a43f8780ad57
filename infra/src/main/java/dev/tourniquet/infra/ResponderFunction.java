package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** One function with its own role, its own log group, and a place for what it could not handle. */
final class ResponderFunction extends Construct {

    /**
     * How long an event may wait before it goes to the dead-letter queue and a person is told. Long enough for AWS's
     * own disturbances, short enough that nobody believes in a containment that never came.
     */
    static final Duration MAX_EVENT_AGE = Duration.hours(1);

    static final int TIMEOUT_SECONDS = 120;

    private final FunctionSpec spec;
    private final Function function;
    private final IFunction invoked;

    ResponderFunction(Construct scope, Place place, Settings settings, Shared shared, FunctionSpec spec) {
        super(scope, spec.module());
        this.spec = spec;
        IRole role = spec.role().create(this, place, new ServicePrincipal("lambda.amazonaws.com"));
        Function.Builder builder = Function.Builder.create(this, "Function")
                .functionName(Names.function(spec.module()))
                .description("Tourniquet: " + spec.module())
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .memorySize(spec.start().memory())
                .timeout(Duration.seconds(TIMEOUT_SECONDS))
                .handler(spec.handler())
                .code(Code.fromAsset(packaged()))
                .environment(spec.environment())
                .role(role)
                .logGroup(logGroup(shared, settings));
        if (spec.concurrency() > 0) {
            builder.reservedConcurrentExecutions(spec.concurrency());
        }
        function = switch (spec.start()) {
            case FROM_SNAPSHOT -> withSnapshots(builder).build();
            case PLAIN -> builder.build();
        };
        invoked = switch (spec.start()) {
            case FROM_SNAPSHOT -> live();
            case PLAIN -> function;
        };
        EventInvokeConfigOptions async = EventInvokeConfigOptions.builder()
                .onFailure(new SqsDestination(shared.deadLetters()))
                .maxEventAge(MAX_EVENT_AGE)
                .retryAttempts(2)
                .build();
        // Lambda has these settings once for each qualifier, and does not take one's for another: an event that waited
        // for the function itself when the alias came, or that a person sends there, must not be lost either.
        Stream.of(function, invoked).distinct().forEach(each -> each.configureAsyncInvoke(async));
    }

    FunctionSpec spec() {
        return spec;
    }

    /** What is invoked: the alias of a function that has one, else the function. */
    IFunction invoked() {
        return invoked;
    }

    /**
     * A version that the alias has left stays: an event may still be on its way to it, and moving the alias back takes
     * seconds. All go with the function. One whose own deployment failed goes at once: the next attempt could not publish
     * the same code again.
     */
    private static Function.Builder withSnapshots(Function.Builder builder) {
        return builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build());
    }

    private Alias live() {
        Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        return Alias.Builder.create(this, "Live")
                .aliasName(Names.LIVE)
                .version(function.getCurrentVersion())
                .build();
    }

    /**
     * Kept when the stack goes, because what the responder did is evidence; removed when the very first deployment
     * fails, because an empty log group would block the second.
     */
    private LogGroup logGroup(Shared shared, Settings settings) {
        LogGroup logGroup = LogGroup.Builder.create(this, "Log")
                .logGroupName(Names.logGroup(spec.module()))
                .encryptionKey(shared.key())
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        // The construct's own type knows the periods by name only; the configuration gives days.
        ((CfnLogGroup) logGroup.getNode().getDefaultChild()).setRetentionInDays(settings.logRetentionDays());
        return logGroup;
    }

    private String packaged() {
        Object standIn = getNode().tryGetContext(Templates.STAND_IN);
        String path = standIn == null ? Names.packaged(spec.module()) : standIn.toString();
        if (!Files.isDirectory(Path.of(path))) {
            throw new IllegalStateException(
                    path + " is missing: run `mvn package` at the root of the repository first");
        }
        return path;
    }
}
