package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

final class LocalAwsTest {

    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void close() {
        aws.close();
    }

    @BeforeEach
    void reset() {
        aws.reset();
    }

    @Test
    void isEmptyAfterReset() {
        try (IamClient iam = aws.client(IamClient.builder())) {
            iam.createUser(request -> request.userName("ada"));

            aws.reset();

            assertThat(iam.listUsers().users()).isEmpty();
        }
    }

    @Test
    void allowsARoleItsActionsOnlyWhileIamIsEnforced() {
        try (S3Client seed = aws.client(S3Client.builder())) {
            seed.createBucket(request -> request.bucket("logs.example.com"));
        }
        try (S3Client s3 = s3As(session("s3:GetBucketAcl", "arn:aws:s3:::logs.example.com"))) {
            aws.enforceIam();

            assertThatCode(() -> s3.getBucketAcl(request -> request.bucket("logs.example.com")))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> s3.deleteBucket(request -> request.bucket("logs.example.com")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));

            aws.enforceIam(false);

            assertThatCode(() -> s3.deleteBucket(request -> request.bucket("logs.example.com")))
                    .doesNotThrowAnyException();
        } finally {
            aws.enforceIam(false);
        }
    }

    @Test
    void usesAnEmulatorThatRunsAlreadyAndLeavesItRunning() {
        try (LocalAws running = LocalAws.at(aws.endpoint())) {
            running.reset();
        }
        assertThatCode(aws::reset).doesNotThrowAnyException();
    }

    @Test
    void refusesAnEndpointThatIsNotLocal() {
        assertThatThrownBy(() -> LocalAws.at(URI.create("https://iam.amazonaws.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("local AWS only: iam.amazonaws.com is not a loopback name; if an emulator runs there,"
                        + " allow it with -Dtourniquet.local-aws.allowed-host=iam.amazonaws.com");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (LocalAws nothing = LocalAws.at(URI.create("http://localhost:" + port))) {
            assertThatThrownBy(nothing::reset)
                    .isInstanceOf(LocalAwsException.class)
                    .hasMessage("no answer from http://localhost:" + port
                            + "/moto-api/reset: is an emulator running there?");
        }
    }

    @Test
    void saysHowTheEmulatorEnded() {
        try (LocalAws killed = LocalAws.start()) {
            ProcessHandle emulator =
                    ProcessHandle.of(killed.pid().orElseThrow()).orElseThrow();
            emulator.destroyForcibly();
            emulator.onExit().join();

            assertThatThrownBy(killed::reset)
                    .isInstanceOf(LocalAwsException.class)
                    .hasMessageContaining("moto ended with exit code 137; the last lines of ")
                    .hasMessageContaining("Running on http://127.0.0.1:");
        }
    }

    @Test
    void endsTheEmulatorOnClose() {
        LocalAws closed = LocalAws.start();
        long pid = closed.pid().orElseThrow();

        closed.close();
        closed.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void leavesNoEmulatorBehindWhenItsJvmIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndWait.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = jvm.inputReader()) {
            ProcessHandle emulator =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

            jvm.destroyForcibly().waitFor();

            emulator.onExit().get(10, TimeUnit.SECONDS);
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** A program that is killed while its emulator runs. */
    static final class StartAndWait {

        private StartAndWait() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(LocalAws.start().pid().orElseThrow());
            Thread.sleep(60_000);
        }
    }

    @Test
    void freshAccountsHaveNothingInCommon() {
        try (LocalAws one = LocalAws.fresh("iam");
                LocalAws other = LocalAws.fresh("iam", "dynamodb", "no-such-service");
                IamClient ofOne = one.client(IamClient.builder());
                IamClient ofOther = other.client(IamClient.builder())) {
            ofOne.createUser(request -> request.userName("ada"));
            one.enforceIam();

            assertThat(ofOther.listUsers().users()).isEmpty();
        }
        try (LocalAws later = LocalAws.fresh("iam");
                IamClient iam = later.client(IamClient.builder())) {
            assertThat(iam.listUsers().users()).isEmpty();
        }
    }

    @Test
    void talksToNoOneElse() {
        try (StsClient sts = StsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(aws.credentials())
                .build()) {
            assertThatThrownBy(sts::getCallerIdentity)
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageStartingWith("local AWS only: sts.us-east-1.amazonaws.com is not a loopback name");
        }
    }

    private static S3Client s3As(Credentials session) {
        return S3Client.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
                .build();
    }

    private static Credentials session(String action, String resource) {
        try (IamClient iam = aws.client(IamClient.builder());
                StsClient sts = aws.client(StsClient.builder())) {
            String trust = """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]}""";
            String policy = """
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}""".formatted(action, resource);
            String arn = iam.createRole(request -> request.roleName("reader").assumeRolePolicyDocument(trust))
                    .role()
                    .arn();
            iam.putRolePolicy(
                    request -> request.roleName("reader").policyName("read").policyDocument(policy));
            return sts.assumeRole(request -> request.roleArn(arn).roleSessionName("test"))
                    .credentials();
        }
    }
}
