//! The words of the page itself; those of the document come with it.

use crate::locale::Both;

pub(super) const SKIP: Both = Both::new("Đến nội dung chính", "Skip to the content");
pub(super) const NOTICE: Both = Both::new("Lưu ý:", "Please note:");
pub(super) const SUMMARY: Both = Both::new("Tóm tắt", "In short");
pub(super) const PRINT: Both = Both::new("In trang này", "Print this page");
pub(super) const ROWS: Both = Both::new("dòng", "rows");
pub(super) const IN_TROUBLE: Both = Both::new("Cần chú ý:", "To be looked at:");
pub(super) const FILTER: Both = Both::new("Lọc", "Filter");
pub(super) const LEGEND: Both = Both::new("Chú giải", "Legend");
pub(super) const SHOW_ALL: Both = Both::new("Hiện tất cả", "Show all");
pub(super) const EVIDENCE: Both = Both::new("Nguồn số liệu", "Where this comes from");
pub(super) const EVIDENCE_DETAILS: Both =
    Both::new("Cách lập lại báo cáo và các tệp đã đọc", "How to make it again, and the files that were read");
pub(super) const COMMAND: Both = Both::new("Lệnh", "Command");
pub(super) const REVISION: Both = Both::new("Sổ", "Registry");
pub(super) const DIGEST: Both = Both::new("Mã số liệu", "Digest");
pub(super) const FILES: Both = Both::new("Các tệp đã đọc", "Files that were read");
pub(super) const FILE: Both = Both::new("Tệp", "File");

/// What the page's script says; the names in braces are filled in by it.
pub(super) const SHOWN: Both = Both::new("Đang hiện {shown} trên {all} dòng", "Showing {shown} of {all} rows");
pub(super) const SORTED: Both = Both::new("Sắp theo {column}, {direction}", "Sorted by {column}, {direction}");
pub(super) const ASCENDING: Both = Both::new("tăng dần", "ascending");
pub(super) const DESCENDING: Both = Both::new("giảm dần", "descending");
pub(super) const UNSORTED: Both = Both::new("Theo thứ tự ban đầu", "In the original order");

/// Below a chart that leaves bars out; the number in place of the braces.
pub(super) const MORE_BARS: Both =
    Both::new("… và {} dòng nữa; số liệu đầy đủ trong bảng dưới đây", "… and {} more; the table below has all figures");
