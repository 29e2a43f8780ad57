package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs of its own on the search path, so that nothing is downloaded. */
final class MotoCommandTest {

    /** Stands for python3: makes the virtual environment's folder, and a python in it that installs a server. */
    private static final String PYTHON = """
            #!/bin/sh
            mkdir -p "$4/bin"
            printf '%s\\n' "$@" > "$4/venv-arguments"
            cat > "$4/bin/python" <<'END'
            #!/bin/sh
            folder=$(dirname "$0")
            printf '%s\\n' "$@" >> "$folder/../pip-arguments"
            printf '#!/bin/sh\\n' > "$folder/moto_server"
            chmod +x "$folder/moto_server"
            END
            chmod +x "$4/bin/python"
            """;

    @TempDir
    private Path temp;

    private Path bin;
    private MotoCommand command;

    @BeforeEach
    void fillTheSearchPath() throws IOException {
        bin = Files.createDirectory(temp.resolve("bin"));
        String searchPath = String.join(File.pathSeparator, bin.toString(), "/usr/bin", "/bin");
        command = new MotoCommand(searchPath, temp.resolve("cache"));
    }

    @Test
    void takesTheServerOnTheSearchPath() throws IOException {
        Path server = program("moto_server", "#!/bin/sh\n");

        assertThat(command.onSearchPath()).contains(server);
    }

    @Test
    void installsThePinnedVersionOnce() throws IOException {
        program("python3", PYTHON);

        Path server = command.installed();

        assertThat(server)
                .isEqualTo(temp.resolve("cache/tourniquet/moto-5.2.1/bin/moto_server"))
                .isExecutable();
        assertThat(command.installed()).isEqualTo(server);
        assertThat(command.virtualEnvironment().resolve("pip-arguments"))
                .content()
                .isEqualTo("-m\npip\ninstall\n--quiet\nmoto[server]==5.2.1\n");
    }

    @Test
    void makesAnInterruptedInstallationAnew() throws IOException {
        program("python3", PYTHON);
        Path server = command.installed();
        Files.delete(command.virtualEnvironment().resolve("complete"));
        Files.writeString(server, "half of a file");

        command.installed();

        assertThat(server).content().isEqualTo("#!/bin/sh\n");
    }

    @Test
    void namesBothWaysWhereNeitherWorks() throws IOException {
        program("python3", "#!/bin/sh\necho 'No module named venv'\nexit 1\n");

        assertThatThrownBy(() -> LocalAws.start(command))
                .isInstanceOf(LocalAwsException.class)
                .hasMessageStartingWith("No local AWS: moto_server is not on the PATH\nand ")
                .hasMessageContaining("ended with exit code 1; the last lines of ")
                .hasMessageContaining("No module named venv")
                .hasMessageContaining("pip install 'moto[server]==5.2.1'")
                .hasMessageContaining(command.virtualEnvironment().toString());
    }

    @Test
    void saysWhyTheServerOnTheSearchPathDidNotRun() throws IOException {
        program("moto_server", "#!/bin/sh\necho 'moto_server: no such version'\nexit 127\n");
        program("python3", "#!/bin/sh\nexit 1\n");

        assertThatThrownBy(() -> LocalAws.start(command))
                .hasMessageContaining("moto ended with exit code 127")
                .hasMessageContaining("moto_server: no such version")
                .hasMessageContaining("; it printed nothing (");
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
