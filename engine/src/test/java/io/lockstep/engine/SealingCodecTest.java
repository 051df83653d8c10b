package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodecException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealingCodecTest {

  private static final Payload CLEAR =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("{\"email\":\"nora.lind@example.org\"}"))
          .build();

  private final KeysetHandle keys = PayloadKeys.generate();
  private final SealingCodec codec = new SealingCodec(keys);

  @Test
  void whatIsSealedOpensAgain() {
    assertThat(codec.decode(codec.encode(List.of(CLEAR, CLEAR)))).containsExactly(CLEAR, CLEAR);
  }

  @Test
  void aSealedPayloadShowsNothingOfItsContent() {
    assertThat(sealed(codec, CLEAR).toString()).doesNotContain("nora", "email", "json");
  }

  @Test
  void aRepeatedTextIsDeflatedBeforeItIsSealed() {
    Payload long1 =
        CLEAR.toBuilder().setData(ByteString.copyFromUtf8("again ".repeat(10_000))).build();
    assertThat(sealed(codec, long1).getSerializedSize()).isLessThan(2_000);
  }

  @Test
  void aPayloadNobodySealedIsReadAsItIs() {
    assertThat(codec.decode(List.of(CLEAR))).containsExactly(CLEAR);
  }

  @Test
  void anUnknownKeyIsACodecFailureThatNamesTheKey() {
    Payload foreign = sealed(new SealingCodec(PayloadKeys.generate()), CLEAR);
    assertThatThrownBy(() -> codec.decode(List.of(foreign)))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining(foreign.getMetadataOrThrow(SealingCodec.KEY_ID).toStringUtf8())
        .hasMessageContaining("key file");
  }

  @Test
  void aKeyIsNamedAsTheKeyFileWritesIt() throws GeneralSecurityException {
    KeysetHandle high = keyset(0xF0000001);
    String inTheFile = "4026531841";
    assertThat(json(high)).contains(inTheFile);

    Payload foreign = sealed(new SealingCodec(high), CLEAR);
    assertThatThrownBy(() -> codec.decode(List.of(foreign)))
        .hasMessageContaining("payload key " + inTheFile + " is not known");
  }

  @Test
  void aPayloadOfAHistoryThatSignedItsKeysIdOpens() throws GeneralSecurityException {
    SealingCodec high = new SealingCodec(keyset(0xF0000001));
    Payload old =
        sealed(high, CLEAR).toBuilder()
            .putMetadata(SealingCodec.KEY_ID, ByteString.copyFromUtf8("-268435455"))
            .build();
    assertThat(high.decode(List.of(old))).containsExactly(CLEAR);
  }

  @Test
  void aTamperedPayloadIsACodecFailure() {
    Payload sealed = sealed(codec, CLEAR);
    byte[] data = sealed.getData().toByteArray();
    data[data.length - 1] ^= 1;
    assertThatThrownBy(
            () ->
                codec.decode(
                    List.of(sealed.toBuilder().setData(ByteString.copyFrom(data)).build())))
        .isInstanceOf(PayloadCodecException.class);
  }

  @Test
  void duringARotationBothKeysOpenAndOnlyThePrimarySeals() throws GeneralSecurityException {
    KeysetHandle both =
        KeysetHandle.newBuilder(keys)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId())
            .build();
    KeysetHandle.Builder promoted = KeysetHandle.newBuilder(both);
    promoted.getAt(1).makePrimary().setStatus(KeyStatus.ENABLED);
    SealingCodec first = new SealingCodec(both);
    SealingCodec second = new SealingCodec(promoted.build());

    assertThat(first.decode(List.of(sealed(second, CLEAR)))).containsExactly(CLEAR);
    assertThat(second.decode(List.of(sealed(codec, CLEAR)))).containsExactly(CLEAR);
    assertThat(codec.decode(List.of(sealed(first, CLEAR)))).containsExactly(CLEAR);
    assertThatThrownBy(() -> codec.decode(List.of(sealed(second, CLEAR))))
        .isInstanceOf(PayloadCodecException.class);
  }

  @Test
  void aPayloadTooLargeForAHistoryIsRefused() {
    byte[] noise = new byte[2_000_000];
    new Random(7).nextBytes(noise);
    Payload large = CLEAR.toBuilder().setData(ByteString.copyFrom(noise)).build();
    assertThatThrownBy(() -> codec.encode(List.of(large)))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("1500000");
  }

  @Test
  void aKeysetSurvivesItsJson() {
    SealingCodec again = new SealingCodec(PayloadKeys.parse(json(keys)));
    assertThat(again.decode(codec.encode(List.of(CLEAR)))).containsExactly(CLEAR);
  }

  @Test
  void aBrokenKeysetIsRefusedWithoutQuotingIt() {
    String broken = json(keys).substring(20);
    assertThatThrownBy(() -> PayloadKeys.parse(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key file")
        .hasNoCause();
  }

  private static KeysetHandle keyset(int id) throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .addEntry(
            KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withFixedId(id)
                .makePrimary())
        .build();
  }

  private static Payload sealed(SealingCodec codec, Payload clear) {
    return codec.encode(List.of(clear)).get(0);
  }

  private static String json(KeysetHandle keys) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
