// SPDX-License-Identifier: Apache-2.0
package com.alibaba.druid.pool;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The fields of the pool of this name. */
@SuppressWarnings("UnusedVariable") // read by their names
public class DruidDataSource {
    public final ReentrantLock lock = new ReentrantLock();
    protected Condition notEmpty = lock.newCondition();
    private int activeCount = 2;
    private int poolingCount;

    public Condition condition() {
        return notEmpty;
    }

    public Thread creator() {
        return new CreateConnectionThread();
    }

    public class CreateConnectionThread extends Thread {
        @Override
        public void run() {
            activeCount++;
            poolingCount++;
        }
    }
}
