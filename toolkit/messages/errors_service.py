"""What an admin reads about the service that runs toolkit, and about what the share guarantees."""

from toolkit.messages.finding import Code, Severity

MAPPED_DRIVE = Code(
    "service.mapped_drive",
    Severity.ERROR,
    "「{path}」是對應的網路磁碟機代號，服務看不到它。",
    "請改用 \\\\伺服器\\共享 這樣的路徑。",
    "“{path}” is a mapped drive letter, which a service does not know.",
    "Name it as \\\\server\\share instead.",
)
NOT_EXCLUSIVE = Code(
    "doctor.not_exclusive",
    Severity.ERROR,
    "這個共享盤上 {ways} 不互斥：同時搶一個檔案時，{rounds} 輪中有 {several} 輪不只一方以為搶到。",
    "取件仍以改名後的實際結果為準，不受影響；但請勿讓兩套未共用 PostgreSQL 台賬的服務看同一個收件夾。",
    "On this share {ways} is not exclusive: in {several} of {rounds} rounds more than one was told that it had won.",
    "Taking files looks at the names afterwards and is not affected; but never let two services without a common "
    "PostgreSQL ledger watch one inbox.",
)
