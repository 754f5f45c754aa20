package justera;

import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlObjectModification;
import eu.europa.esig.dss.enumerations.PdfObjectModificationType;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Usage: DssJudge POLICY|default ANCHOR_FOLDER FILE... Prints one JSON line per file: DSS's indication, level, errors and warnings for
 * every signature. No network: revocation data comes from the file or not at all.
 */
public final class DssJudge {
  private static final Pattern TAGGED_SIGNATURE = Pattern.compile("/Catalog .*/K /Obj \\d+ 0 R /V \\d+ 0 R");

  private DssJudge() {}

  public static void main(String[] args) throws Exception {
    CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    File[] certificates = new File(args[1]).listFiles((folder, name) -> name.endsWith(".cer"));
    if (certificates != null) {
      for (File certificate : certificates) {
        CertificateToken token = DSSUtils.loadCertificate(certificate);
        anchors.addCertificate(token);
      }
    }
    for (int i = 2; i < args.length; i++) {
      System.out.println(judge(args[0], anchors, args[i]));
    }
  }

  private static String judge(String policy, CommonTrustedCertificateSource anchors, String file) {
    try {
      SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
      CommonCertificateVerifier verifier = new CommonCertificateVerifier();
      verifier.setTrustedCertSources(anchors);
      validator.setCertificateVerifier(verifier);
      Reports reports;
      if ("default".equals(policy)) {
        reports = validator.validateDocument();
      } else {
        try (InputStream stream = Files.newInputStream(Path.of(policy))) {
          reports = validator.validateDocument(stream);
        }
      }
      SimpleReport simple = reports.getSimpleReport();
      List<String> signatures = new ArrayList<>();
      for (String id : simple.getSignatureIdList()) {
        signatures.add("{\"by\":" + text(simple.getSignedBy(id)) + ",\"indication\":" + text(simple.getIndication(id)) + ",\"subIndication\":"
            + text(simple.getSubIndication(id)) + ",\"level\":" + text(simple.getSignatureFormat(id)) + ",\"errors\":"
            + messages(simple.getAdESValidationErrors(id)) + ",\"warnings\":" + messages(simple.getAdESValidationWarnings(id)) + ",\"unexplained\":"
            + unexplained(reports.getDiagnosticData().getSignatureById(id)) + "}");
      }
      List<String> timestamps = new ArrayList<>();
      reports.getDiagnosticData().getTimestampList().forEach(t -> timestamps.add("{\"type\":" + text(t.getType()) + ",\"imprintIntact\":"
          + t.isMessageImprintDataIntact() + ",\"intact\":" + t.isSignatureIntact() + "}"));
      return "{\"file\":" + text(new File(file).getName()) + ",\"signatures\":[" + String.join(",", signatures) + "],\"timestamps\":["
          + String.join(",", timestamps) + "]}";
    } catch (Exception problem) {
      return "{\"file\":" + text(new File(file).getName()) + ",\"signatures\":[],\"timestamps\":[],\"problem\":" + text(problem.toString()) + "}";
    }
  }

  /**
   * Changes after the signature that DSS cannot name, but for one that we can: in a tagged file a field is reached through the structure tree too
   * (ISO 32000-1 14.7.4.3), and DSS knows a signature newly put into it only by the way of page and form, where it names the same one.
   */
  private static String unexplained(SignatureWrapper signature) {
    List<String> out = new ArrayList<>();
    for (XmlObjectModification change : signature.getPdfUndefinedChanges()) {
      boolean isTaggedSignature = change.getAction() == PdfObjectModificationType.CREATION && ("Sig".equals(change.getType()) || "DocTimeStamp".equals(change.getType()))
          && TAGGED_SIGNATURE.matcher(change.getValue()).matches();
      if (!isTaggedSignature) {
        out.add(text(change.getAction() + " " + change.getValue()));
      }
    }
    return "[" + String.join(",", out) + "]";
  }

  private static String messages(List<Message> list) {
    List<String> out = new ArrayList<>();
    for (Message item : list) {
      out.add(text(item.getValue()));
    }
    return "[" + String.join(",", out) + "]";
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    StringBuilder out = new StringBuilder("\"");
    for (char c : String.valueOf(value).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(' ');
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
