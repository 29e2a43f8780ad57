package dev.tourniquet.control;

/** Where switches are kept. A failing store throws {@link dev.tourniquet.plan.CallFailed}. */
public interface Switchboard {
    /** What is switched for {@code response}. */
    Switches switches(String response);

    /** Writes {@code next} where it stands at {@code next.version() - 1}; false where somebody else wrote first. */
    boolean replace(String response, Switches next);
}
