package justera;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.tsl.TLInfo;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.client.http.DSSFileLoader;
import eu.europa.esig.dss.spi.tsl.TrustedListsCertificateSource;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.tsl.job.TLValidationJob;
import eu.europa.esig.dss.tsl.source.TLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Usage: DssListJudge LIST.xml LIST_SIGNER.cer FILE... DSS reads and verifies a trusted list (ETSI TS 119 612), which is then all the trust there is.
 * Prints one JSON line: the list's own verdict, then each signature's indication and qualification. No network.
 */
public final class DssListJudge {
  private DssListJudge() {}

  public static void main(String[] args) throws Exception {
    TrustedListsCertificateSource anchors = new TrustedListsCertificateSource();
    TLInfo list = load(args[0], args[1], anchors);
    List<String> files = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      files.add(judge(args[i], anchors));
    }
    System.out.println("{\"list\":\"" + list.getValidationCacheInfo().getIndication() + "\",\"parsed\":" + list.getParsingCacheInfo().isResultExist() + ",\"services\":"
        + anchors.getNumberOfTrustedEntityKeys() + ",\"files\":[" + String.join(",", files) + "]}");
  }

  private static TLInfo load(String listFile, String signer, TrustedListsCertificateSource anchors) {
    CommonTrustedCertificateSource operator = new CommonTrustedCertificateSource();
    operator.addCertificate(DSSUtils.loadCertificate(new File(signer)));
    TLSource source = new TLSource();
    source.setUrl("file:list");
    source.setCertificateSource(operator);
    TLValidationJob job = new TLValidationJob();
    job.setOfflineDataLoader(new FileLoader(listFile));
    job.setTrustedListCertificateSource(anchors);
    job.setTrustedListSources(source);
    job.offlineRefresh();
    return job.getSummary().getOtherTLInfos().get(0);
  }

  private static String judge(String file, TrustedListsCertificateSource anchors) {
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(anchors);
    SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
    validator.setCertificateVerifier(verifier);
    SimpleReport report = validator.validateDocument().getSimpleReport();
    List<String> signatures = new ArrayList<>();
    for (String id : report.getSignatureIdList()) {
      Indication indication = report.getIndication(id);
      signatures.add("{\"indication\":\"" + indication + "\",\"subIndication\":\"" + report.getSubIndication(id) + "\",\"level\":\"" + report.getSignatureFormat(id)
          + "\",\"qualification\":\"" + report.getSignatureQualification(id) + "\"}");
    }
    return "[" + String.join(",", signatures) + "]";
  }

  /** Whatever address is asked for, the answer is the one file. */
  private static final class FileLoader implements DSSFileLoader {
    private static final long serialVersionUID = 1L;
    private final String file;

    FileLoader(String file) {
      this.file = file;
    }

    @Override
    public DSSDocument getDocument(String url) {
      return new FileDocument(file);
    }
  }
}
