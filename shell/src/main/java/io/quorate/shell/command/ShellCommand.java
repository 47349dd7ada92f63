package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** A command with its arguments. */
public interface ShellCommand {
    /**
     * Carries it out.
     *
     * @param shell on whose behalf
     * @throws io.quorate.shell.Refusal if it cannot be
     * @throws io.quorate.client.QuorateException if the server does not want it
     * @throws InterruptedException on Ctrl-C
     */
    void run(Shell shell) throws InterruptedException;
}
