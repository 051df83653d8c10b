package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a profile: list, add, read, take away. Each change moves the profile's version. */
final class ProfileFileCalls {

  private final Profiles profiles;
  private final Chance ids;

  ProfileFileCalls(Profiles profiles, Chance ids) {
    this.profiles = profiles;
    this.ids = ids;
  }

  Reply list(Ask ask) {
    return Reply.ok(Says.success(profile(ask).files().stream().map(Attachment::shape).toList()));
  }

  /** The body is the file; its type and name come beside it. */
  Reply add(Ask ask) {
    Profile profile = profile(ask);
    Map<String, Object> said = AttachmentCalls.said(ask);
    Optional<String> requestId = Creations.requestId(said);
    Creations creations = profiles.account(profile.accountId()).creations();
    String home = "files of contact " + profile.id();
    creations.requireNew(requestId, home, said);
    Attachment file =
        AttachmentCalls.file(
            ids.id(), profile.accountId() + "/contacts/" + profile.id(), said, ask);
    List<Attachment> files = new ArrayList<>(profile.files());
    files.add(file);
    profiles.replaceFiles(profile, files);
    creations.remember(requestId, home, said, file.id());
    return Reply.created(AttachmentCalls.one(file));
  }

  /** The bytes, with the type they came with. */
  Reply content(Ask ask) {
    Attachment file = AttachmentCalls.existing(ask, profile(ask).files());
    return Reply.file(file.content(), file.contentType());
  }

  Reply delete(Ask ask) {
    Profile profile = profile(ask);
    Attachment gone = AttachmentCalls.existing(ask, profile.files());
    profiles.replaceFiles(
        profile, profile.files().stream().filter(file -> !file.id().equals(gone.id())).toList());
    return Reply.ok(Says.success(List.of()));
  }

  private Profile profile(Ask ask) {
    return profiles
        .account(ask.caller().home())
        .profile(ask.path("contactId"), ask.lens())
        .orElseThrow(Says::unknownContact);
  }
}
