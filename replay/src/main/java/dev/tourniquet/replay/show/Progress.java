package dev.tourniquet.replay.show;

import java.io.PrintStream;
import java.nio.file.Path;

/** One line at the bottom of a terminal that says how far a run is; nothing where output does not go to a terminal. */
public final class Progress {
    private static final int LONGEST = 60;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream terminal;
    private final boolean shown;
    private final int total;
    private int started;

    /**
     * @param shown whether a person watches
     * @param total the number of events
     */
    public Progress(PrintStream terminal, boolean shown, int total) {
        this.terminal = terminal;
        this.shown = shown;
        this.total = total;
    }

    /** An event begins. */
    public void start(Path path) {
        started++;
        if (shown) {
            terminal.print(CLEAR + "[" + started + "/" + total + "] " + name(path));
            terminal.flush();
        }
    }

    /** Short enough for one line of a terminal, since only one can be cleared. */
    private static String name(Path path) {
        String name = Plain.text(path.getFileName().toString());
        return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    /** It has ended: the line makes room. */
    public void end() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }
}
