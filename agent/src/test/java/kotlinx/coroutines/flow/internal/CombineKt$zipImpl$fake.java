// SPDX-License-Identifier: Apache-2.0
package kotlinx.coroutines.flow.internal;

public final class CombineKt$zipImpl$fake {}
