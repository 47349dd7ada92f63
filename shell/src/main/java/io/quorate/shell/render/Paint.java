package io.quorate.shell.render;

/** Colours, where a terminal shows them. */
public enum Paint {
    /** What people look for. */
    STRONG("1"),
    /** What they look at last. */
    FAINT("2"),
    /** What went wrong. */
    RED("31"),
    /** What came. */
    GREEN("32"),
    /** What changed. */
    YELLOW("33"),
    /** What leads further. */
    BLUE("34");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /**
     * {@return the text in this colour}
     *
     * @param text any
     */
    public String on(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
