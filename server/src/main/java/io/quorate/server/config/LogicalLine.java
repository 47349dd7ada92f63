package io.quorate.server.config;

/**
 * One or more lines of a file that belong together because all but the last end in a backslash.
 *
 * @param number of the first line that holds something, from 1
 * @param text without the backslashes and without the blanks at the start of each line
 */
record LogicalLine(int number, String text) {}
