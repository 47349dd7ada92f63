package io.quorate.testkit;

import java.nio.file.Path;

/** Where servers keep their files. */
public sealed interface Home {

    /** In this process's memory; outlives a killed server, but not the kit. */
    record Memory() implements Home {}

    /** In a new directory among the system's temporary files, removed at the end. */
    record Temporary() implements Home {}

    /**
     * In a directory of the caller's, which is made if need be and stays.
     *
     * @param path the directory
     */
    record Directory(Path path) implements Home {}
}
