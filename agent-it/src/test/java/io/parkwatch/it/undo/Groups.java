// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

/** Part of watched programs. Lists the thread groups that a program can see. */
public final class Groups {
    private Groups() {}

    /** Returns their names, separated by spaces. */
    public static String names() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        ThreadGroup[] all = new ThreadGroup[100];
        int count = top.enumerate(all, true);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append(all[i].getName()).append(' ');
        }
        return names.toString();
    }
}
