// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

/**
 * A library whose public methods are all operations on one type of channel. The program's call is the outermost frame
 * of its innermost run of frames.
 *
 * @param type class of the channel
 * @param outer prefix of another API around it
 * @param sends the method inside of it that only senders pass
 * @param receives the method that only receivers pass
 */
public record Api(String type, String outer, String sends, String receives) {
    /** Reports whether a class is in the channel's package. Those below are other libraries, which wait otherwise. */
    public boolean has(String className) {
        int home = type.lastIndexOf('.');
        return className.lastIndexOf('.') == home && className.startsWith(type.substring(0, home));
    }
}
